// Takes in .h5p files as a site does, with the importer of Lumi (h5p-server): on a site that has the libraries and lets
// teachers add none, or on one that has none and installs what the files bring.
import fs from 'node:fs';
import {createRequire} from 'node:module';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);

// Names and versions that a site would have; without their code, which the importer does not run.
const libraries = [['H5P.InteractiveVideo', 1, 26], ['H5P.CoursePresentation', 1, 25], ['H5P.Summary', 1, 10], ['H5P.Blanks', 1, 14], ['H5P.DragText', 1, 10],
  ['H5P.Dialogcards', 1, 9], ['H5P.AdvancedText', 1, 1], ['H5P.Image', 1, 1]];

async function make_site(folder, has_libraries) {
  const H5P = require('@lumieducation/h5p-server');
  H5P.Logger.prototype.error = () => {};
  class Teacher extends H5P.LaissezFairePermissionSystem {
    async checkForGeneralAction(user, action) { return !has_libraries || action !== H5P.GeneralPermission.UpdateAndInstallLibraries; }
  }
  const place = (name) => { const made = path.join(folder, name); fs.mkdirSync(made); return made; };
  const stores = H5P.fsImplementations;
  const editor = new H5P.H5PEditor(new stores.InMemoryStorage(), new H5P.H5PConfig(new stores.InMemoryStorage()), new stores.FileLibraryStorage(place('libraries')),
    new stores.FileContentStorage(place('content')), new stores.DirectoryTemporaryFileStorage(place('temporary')), undefined, undefined, {permissionSystem: new Teacher()});
  for (const [machineName, majorVersion, minorVersion] of has_libraries ? libraries : []) {
    const library = place(`${machineName}-${majorVersion}.${minorVersion}`);
    fs.writeFileSync(path.join(library, 'library.json'), JSON.stringify({title: machineName, machineName, majorVersion, minorVersion, patchVersion: 1, runnable: 1}));
    fs.writeFileSync(path.join(library, 'semantics.json'), '[]');
    await editor.libraryManager.installFromDirectory(library, false);
  }
  return editor;
}

function require_that(condition, reason) {
  if (!condition) throw new Error(reason);
}

// What h5p-php-library (Moodle, WordPress, Drupal) asks for and this importer does not.
function own_rules(folder) {
  const names = [];
  const collect = (at) => {
    for (const entry of fs.readdirSync(path.join(folder, at), {withFileTypes: true})) {
      const name = path.join(at, entry.name);
      require_that(!/^[._]/.test(entry.name), `${name}: names with . or _ in front are dropped`);
      // Of libraries the importer reads all that is declared.
      if (at === '' && fs.existsSync(path.join(folder, name, 'library.json'))) continue;
      if (entry.isDirectory()) collect(name);
      else names.push(name);
    }
  };
  collect('');
  const content = JSON.parse(fs.readFileSync(path.join(folder, 'content/content.json'), 'utf8'));
  const metadata = JSON.parse(fs.readFileSync(path.join(folder, 'h5p.json'), 'utf8'));
  const used = new Set(['content/content.json', 'h5p.json']), named = new Set(), parameters = [[metadata.mainLibrary, content]];
  const walk = (value) => {
    if (!value || typeof value !== 'object') return;
    if (typeof value.path === 'string') used.add(`content/${value.path}`);
    if (typeof value.library === 'string') {
      named.add(value.library);
      parameters.push([value.library.split(' ')[0], value.params]);
      require_that(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(value.subContentId), `${value.library}: subContentId`);
    }
    Object.values(value).forEach(walk);
  };
  walk(content);
  require_that([...used].sort().join() === names.sort().join(), `named and there differ: ${[...used].sort()} / ${names}`);
  const declared = metadata.preloadedDependencies.map((one) => `${one.machineName} ${one.majorVersion}.${one.minorVersion}`);
  for (const library of named) require_that(declared.includes(library), `${library} is used but not declared`);
  require_that(declared.some((one) => one.startsWith(`${metadata.mainLibrary} `)), 'the main library is not declared');
  require_that(metadata.title.length <= 255, 'title too long');
  for (const [library, own] of parameters) rules_of_content(library, own);
}

// Tags that the text of a slide keeps: semantics.json of H5P.AdvancedText 1.1 and what the core adds to them.
const kept_tags = /^(p|br|span|strong|em|a|ul|ol|li|h[2-6]|hr)$/;

function rules_of_content(library, content) {
  for (const text of [content.textField, ...(content.questions || [])]) {
    require_that(text === undefined || (text.split('*').length % 2 === 1 && text.includes('*')), `asterisks: ${text}`);
  }
  if (library === 'H5P.Image') require_that(content.alt && content.file.width > 0, 'a picture without description or size');
  if (library === 'H5P.AdvancedText') {
    for (const [, tag] of content.text.matchAll(/<\/?([^\s>]*)/g)) require_that(kept_tags.test(tag), `<${tag}> is not kept: ${content.text.slice(0, 80)}`);
    require_that(!/<[^>]*\son|javascript:/i.test(content.text), `what could run: ${content.text.slice(0, 80)}`);
  }
  if (library !== 'H5P.CoursePresentation') return;
  require_that(content.presentation.slides.length > 1, 'there are no slides');
  for (const slide of content.presentation.slides) {
    require_that(slide.elements.length > 0, 'an empty slide');
    for (const {x, y, width, height, action} of slide.elements) {
      require_that(x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= 100 && y + height <= 100, 'an element beside its slide');
      require_that(action && action.library, 'an element without content');
    }
  }
}

export async function take_in(folder, has_libraries = true) {
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.h5p'));
  require_that(files.length > 0, 'no .h5p files');
  const {execFileSync} = await import('node:child_process');
  const site = fs.mkdtempSync(path.join(os.tmpdir(), 'integrart-h5p-'));
  const kinds = {};
  try {
    const editor = await make_site(site, has_libraries);
    for (const file of files) {
      const unpacked = path.join(site, `unpacked-${file}`);
      execFileSync('unzip', ['-q', path.join(folder, file), '-d', unpacked]);
      try {
        const result = await editor.uploadPackage(path.join(folder, file), {id: '1', name: 'teacher', email: 'teacher@example.org', type: 'local'});
        kinds[result.metadata.mainLibrary] = (kinds[result.metadata.mainLibrary] || 0) + 1;
      } catch (error) {
        const all = error.errors && error.errors.length ? error.errors : [error];
        throw new Error(`${file}: ${all.map((one) => `${one.errorId || one.message} ${JSON.stringify(one.replacements || {})}`).join('; ').slice(0, 500)}`);
      }
      own_rules(unpacked);
    }
    const installed = (await editor.libraryManager.libraryStorage.getInstalledLibraryNames()).map((one) => `${one.machineName}-${one.majorVersion}.${one.minorVersion}`);
    return {kinds, installed: installed.sort()};
  } finally {
    fs.rmSync(site, {recursive: true, force: true});
  }
}
