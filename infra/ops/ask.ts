import { createInterface } from 'node:readline/promises';
import { CommandError } from './member/team-of-command.ts';

/**
 * Asks the person at the keyboard; nothing but `yes` is a yes.
 * @throws {CommandError} where nobody is there to be asked: in a script
 */
export const askYes = async (question: string): Promise<boolean> => {
  if (!process.stdin.isTTY)
    throw new CommandError(`${question} Nobody can be asked here: add --yes to go on.`);
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await ask.question(`${question} Type yes: `)).trim().toLowerCase() === 'yes';
  } finally {
    ask.close();
  }
};
