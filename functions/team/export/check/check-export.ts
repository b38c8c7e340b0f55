import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalForm } from '../../../domain/kernel/normal-form.ts';

/**
 * Checks the files of a copy without the service: `node check.mjs`, in the folder into which all of them were unpacked. It
 * needs nothing but Node, opens nothing and writes nothing. Exit code 0: everything that can be checked is as it was made.
 * 1: something was changed, is missing, or was added. The rules are those of docs/audit-log.md.
 */

type Line = { readonly number: number; readonly sealed: string; readonly hash: string };
type Head = { readonly number: number; readonly hash: string };
type Log = { readonly caseId: string; readonly head: Head; readonly lines: readonly Line[] };
type Volume = {
  readonly volume: number;
  readonly of: number;
  readonly pieces: readonly { readonly path: string; readonly sha256: string }[];
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Each part with its length (32 bits, big endian) in front. */
const lengthPrefixed = (parts: readonly (string | Uint8Array)[]): Uint8Array =>
  Buffer.concat(
    parts.flatMap((part) => {
      const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );

/** A file, or the parts into which it was cut. */
const wholeFile = (folder: string, name: string): Buffer | undefined => {
  if (existsSync(join(folder, name))) return readFileSync(join(folder, name));
  const parts = readdirSync(folder)
    .filter((one) => one.startsWith(`${name}.part`))
    .sort();
  return parts.length === 0 ? undefined : Buffer.concat(parts.map((one) => readFileSync(join(folder, one))));
};

/** What is wrong with the chain of the audit log; nothing where it holds. */
const chainProblem = ({ caseId, head, lines }: Log): string | undefined => {
  let before: Uint8Array = Buffer.alloc(32);
  for (const [at, line] of lines.entries()) {
    const number = at + 1;
    if (line.number !== number) return `line ${number} is missing or not in its place`;
    const sealed = Buffer.from(line.sealed, 'base64');
    const hash = createHash('sha256')
      .update(lengthPrefixed(['conductline audit', caseId, String(number), before, sealed]))
      .digest();
    if (hash.toString('hex') !== line.hash) return `line ${number} was changed`;
    before = hash;
  }
  if (lines.length > head.number) return `there are more lines than the log had: ${head.number}`;
  if (lines.length === head.number && Buffer.from(before).toString('hex') !== head.hash)
    return 'the last line is not the one with which the log ended';
  return undefined;
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** A name in one line and in signs that cannot steer a terminal: whoever added a file chose it. */
const shown = (path: string): string => path.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');

/** Everything in a folder, by its path, but folders. A link is one thing and is not followed. */
const pathsIn = (folder: string, place = ''): readonly string[] =>
  readdirSync(join(folder, place), { withFileTypes: true }).flatMap((entry) => {
    const path = place === '' ? entry.name : `${place}/${entry.name}`;
    return entry.isDirectory() ? pathsIn(folder, path) : [path];
  });

/**
 * What the lists do not hold: it was put there later. A file that was joined from its numbered parts is none. Some systems
 * write accents of a name another way (Unicode's NFD): such a name is the listed one where that one is not there.
 */
const added = (folder: string, listed: ReadonlySet<string>): readonly string[] => {
  const paths = pathsIn(folder);
  const there = new Set(paths);
  const known = new Set([...listed].flatMap((path) => [path, path.replace(/\.part\d+$/, '')]));
  const otherwise = new Set(
    [...known].filter((path) => !there.has(path)).map((path) => normalForm(path, 'NFC')),
  );
  return paths.filter((path) => !known.has(path) && !otherwise.has(normalForm(path, 'NFC'))).sort();
};

/** A file that was joined from its parts is what they are together. */
const joinedWrong = (folder: string, listed: ReadonlySet<string>): readonly string[] => {
  const parted = new Map<string, string[]>();
  for (const path of [...listed].filter((one) => /\.part\d+$/.test(one)).sort()) {
    const whole = path.replace(/\.part\d+$/, '');
    parted.set(whole, [...(parted.get(whole) ?? []), path]);
  }
  const at = (path: string): string => join(folder, ...path.split('/'));
  return [...parted].flatMap(([whole, parts]) => {
    if (listed.has(whole) || !existsSync(at(whole)) || !parts.every((part) => existsSync(at(part))))
      return [];
    const together = Buffer.concat(parts.map((part) => readFileSync(at(part))));
    return together.equals(readFileSync(at(whole))) ? [] : [`${whole} is not what its parts are together`];
  });
};

const listName = (volume: number): string => `volume-${String(volume).padStart(3, '0')}.json`;

const checkVolumes = (folder: string): readonly string[] => {
  const names = readdirSync(folder).filter((name) => /^volume-\d+\.json$/.test(name));
  // What a file holds is checked by its hash; a list that was changed to fit is not noticed, and docs say so.
  const volumes = names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Volume);
  const of = Math.max(0, ...volumes.map((one) => one.of));
  const foreign = names.filter((name, at) => volumes[at]?.of !== of || name !== listName(volumes[at].volume));
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter(
    (number) => !volumes.some(({ volume }) => volume === number),
  );
  const pieces = volumes.flatMap((one) => one.pieces);
  const changed = pieces.flatMap(({ path, sha256: expected }) => {
    const file = join(folder, ...path.split('/'));
    if (!existsSync(file)) return [`${path} is missing`];
    return sha256(readFileSync(file)) === expected ? [] : [`${path} was changed`];
  });
  say(`Files: ${pieces.length} looked at, of ${volumes.length} of ${of} volumes.`);
  if (of === 0) return ['there is no list of files: unpack the first volume here'];
  const listed = new Set(pieces.map(({ path }) => path));
  const notListed = added(folder, new Set([...listed, ...names]));
  return [
    ...missing.map((number) => `volume ${number} is not unpacked here`),
    ...foreign.map((name) => `${name} is no list of this copy`),
    ...changed,
    ...joinedWrong(folder, listed),
    ...notListed.map((path) => `${shown(path)} was added: no list of this copy has it`),
  ];
};

const checkLog = (folder: string): readonly string[] => {
  const file = wholeFile(folder, 'audit-log.json');
  if (!file) {
    say('Audit log: this copy has none.');
    return [];
  }
  // As above: the chain is what is checked, and it is worked out anew.
  const log = JSON.parse(file.toString('utf8')) as Log;
  const problem = chainProblem(log);
  if (problem !== undefined) return [`audit log: ${problem}`];
  const { lines, head } = log;
  const leaf = sha256(
    lengthPrefixed([
      'conductline anchor leaf',
      log.caseId,
      String(head.number),
      Buffer.from(head.hash, 'hex'),
    ]),
  );
  say(`Audit log: lines 1 to ${lines.length} of ${head.number} follow each other, from the first.`);
  say(`It ends with ${head.hash}. Compare that with the end of the printed copy.`);
  say(`Its leaf in a daily anchor of the same state is ${leaf}.`);
  return [];
};

const main = (folder: string): number => {
  const problems = [...checkVolumes(folder), ...checkLog(folder)];
  for (const problem of problems) say(`NOT AS IT WAS MADE: ${problem}.`);
  if (problems.length === 0) say('Everything that can be checked is as it was made.');
  return problems.length === 0 ? 0 : 1;
};

process.exitCode = main(process.argv[2] ?? process.cwd());
