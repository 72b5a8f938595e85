#!/usr/bin/python3
"""The targets of the bench of transcoding: what is missed is named, and nothing else."""

import runpy
import unittest
from pathlib import Path

BENCH = runpy.run_path(str(Path(__file__).with_name("run")))
MET = {
    "ours_to_pure_encode_untuned": 1.1, "ours_to_command_per_rendition": 0.4, "everything_to_command_per_rendition": 0.44,
    "program_to_command_per_rendition": 0.45, "measures_to_pure_encode": 0.04, "peak_mib_by_seconds": {"10": 500, "60": 510},
    "quality_at_equal_rate": [{"rung": "720p", "psnr_gain_db": 0.1, "ssim_gain_db": -0.05}],
}


class Targets(unittest.TestCase):
    def test_nothing_is_missed_when_all_are_met(self):
        self.assertEqual(BENCH["missed_targets"](MET), [])

    def test_each_that_is_missed_is_named(self):
        for name in MET:
            worse = {"peak_mib_by_seconds": {"10": 500, "60": 600}, "quality_at_equal_rate": [{"rung": "720p", "psnr_gain_db": -0.2, "ssim_gain_db": 0}]}
            (missed,) = BENCH["missed_targets"](MET | {name: worse.get(name, 2)})
            self.assertIn({"peak_mib_by_seconds": "memory", "quality_at_equal_rate": "720p"}.get(name, name), missed)

    def test_a_ratio_to_the_quicker_encodes_of_the_recipe_is_told_and_has_no_target(self):
        self.assertEqual(BENCH["missed_targets"](MET | {"measures_to_recipe_encode": 2}), [])
        ratios = BENCH["measures_ratios"]({"measures": 5.5, "watched": 5.0, "pure": 8.0, "pure_untuned": 12.5})
        self.assertEqual(ratios, {"measures_to_pure_encode": 0.04, "measures_to_recipe_encode": 0.062})


if __name__ == "__main__":
    unittest.main()
