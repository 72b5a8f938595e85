"""Checks that are functions: each is run, and what it says is printed beside its name."""


def run_checks(checks, subject, words=()):
    """Runs `checks` on `subject`, of them those whose names hold all `words`. Returns the status of the program: 1 when any failed."""
    failed = False
    for check in checks:
        if not all(word in check.__name__ for word in words):
            continue
        try:
            check(subject)
            print(f"ok   {check.__name__}", flush=True)
        except AssertionError as error:
            failed = True
            print(f"FAIL {check.__name__}: {error}", flush=True)
    return int(failed)
