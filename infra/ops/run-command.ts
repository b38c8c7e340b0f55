import { CommandError } from './team-of-command.ts';

export const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs a command line; what its user can mend is one sentence on standard error and exit code 1. */
export const runCommand = async (command: () => Promise<void>): Promise<void> => {
  try {
    await command();
  } catch (error) {
    process.stderr.write(`${sentence(error)}\n`);
    process.exitCode = 1;
  }
};

const sentence = (error: unknown): string => {
  if (error instanceof CommandError || isUsageError(error)) return error.message;
  return `This did not work (${error instanceof Error ? error.name : 'unknown error'}). Are the table name, region and credentials right?`;
};

/** What `parseArgs` throws for an option it does not know. */
const isUsageError = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
