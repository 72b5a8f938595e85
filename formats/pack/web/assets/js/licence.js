// Licences by their SPDX identifiers, for people.
(function (app) {
  'use strict';

  // The only addresses outside the pack; followed when the reader asks, never loaded by the page.
  function address(licence) {
    const creative_commons = /^CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)$/.exec(licence);
    if (creative_commons) {
      return `https://creativecommons.org/licenses/${creative_commons[1].toLowerCase()}/${creative_commons[2]}/`;
    }
    return licence === 'CC0-1.0' ? 'https://creativecommons.org/publicdomain/zero/1.0/' : null;
  }

  app.licence_name = (licence) => licence.replace(/^CC-(.*)-(\d\.\d)$/, 'CC $1 $2').replace(/^CC0-1\.0$/, 'CC0 1.0');
  app.licence = (licence) => {
    const href = address(licence);
    return href ? app.element('a', {href, rel: 'license noreferrer', target: '_blank'}, app.licence_name(licence)) : licence;
  };
  // "Oksana (singer), Piet (piano)"
  app.credits = (work) => work.creators.map((creator, i) => [i ? ', ' : '', app.element('bdi', {}, creator.name),
    creator.role ? [' (', app.element('bdi', {}, creator.role), ')'] : '']);
})(window.integrart);
