import { parseArgs, type ParseArgsConfig } from 'node:util';
import { nearestName } from '../../functions/settings/nearest-name.ts';
import { CommandError } from './member/team-of-command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Somebody asked what a command does: it does nothing else. */
export class HelpAsked extends Error {
  readonly code = 'help-asked';
}

const help = { help: { type: 'boolean', short: 'h' } } as const;

/**
 * Reads a command line: its options and, where there are some, what stands beside them.
 * @param usage what the command does; `--help` shows it
 * @throws {HelpAsked} for `--help`
 * @throws {CommandError} for an option that is not known, with the one that was probably meant, for one that is given
 * twice, lacks its value or has one too many, and for words where none belong
 */
export const readCommandLine = <const Given extends Options>(
  usage: string,
  options: Given,
  {
    positionals: allowPositionals = false,
    args,
  }: { readonly positionals?: boolean; readonly args?: string[] } = {},
) => {
  const known = { ...options, ...help };
  const given = args ?? process.argv.slice(2);
  const { tokens } = parseArgs({
    args: given,
    options: known,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  if (tokens.some((token) => token.kind === 'option' && token.name === 'help')) throw new HelpAsked(usage);
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'positional' && !allowPositionals)
      throw new CommandError(
        `Nothing is known of "${token.value}" here. --help shows what the command takes.`,
      );
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(known, token.name))
      throw new CommandError(unknownOption(token.rawName, Object.keys(known)));
    if (seen.has(token.name)) throw new CommandError(`${token.rawName} is given twice.`);
    seen.add(token.name);
  }
  return parseArgs({ options: known, allowPositionals, args: given });
};

const unknownOption = (typed: string, known: readonly string[]): string => {
  const nearest = nearestName(typed, known);
  const hint = nearest === undefined ? '--help shows all of them.' : `Did you mean --${nearest}?`;
  return `There is no option ${typed}. ${hint}`;
};
