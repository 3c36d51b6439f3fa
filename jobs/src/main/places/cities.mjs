// Makes the gazetteer's resource out of GeoNames' list of places: node cities.mjs FROM TO
// What Gazetteer.read expects is described there. The same list makes the same bytes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';

const [from, to] = process.argv.slice(2);
const FEWEST_INHABITANTS = 15000;

// Columns of GeoNames' table, from 0.
const COLUMNS = 19;
const [NAME, LATITUDE, LONGITUDE, COUNTRY, POPULATION, ZONE] = [1, 4, 5, 8, 14, 17];

const HEADER = [
  `Cities of at least ${FEWEST_INHABITANTS} inhabitants: name, country, zone, latitude, longitude (micro-degrees), population.`,
  'Data of GeoNames, https://www.geonames.org, under CC BY 4.0, https://creativecommons.org/licenses/by/4.0/.',
  'Changed for Joulestream: smaller places and all other columns are left out, degrees are written as micro-degrees.',
];

/** Degrees as micro-degrees, by their digits and not by their floating-point value. */
function micros(degrees) {
  const [, sign, whole, fraction = ''] = /^(-?)(\d{1,3})(?:\.(\d{0,6}))?$/.exec(degrees) ?? fail(`degrees ${degrees}`);
  const number = Number(whole) * 1_000_000 + Number(fraction.padEnd(6, '0'));
  return sign && number ? -number : number;
}

function fail(why) {
  throw new Error(`${from}: ${why}`);
}

const cities = readFileSync(from, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.split('\t'))
  .filter((fields) => fields.length === COLUMNS || fail(`a line of ${fields.length} columns`))
  .filter((fields) => Number(fields[POPULATION]) >= FEWEST_INHABITANTS)
  .map((fields) => [fields[NAME], fields[COUNTRY], fields[ZONE], micros(fields[LATITUDE]), micros(fields[LONGITUDE]), fields[POPULATION]]);

const lines = [...HEADER.map((line) => `# ${line}`), ...cities.map((city) => city.join('\t'))];
mkdirSync(dirname(to), { recursive: true });
writeFileSync(to, gzipSync(lines.map((line) => `${line}\n`).join(''), { level: 9 }));
