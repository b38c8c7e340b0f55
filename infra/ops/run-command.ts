import { SettingsError } from '../settings.ts';
import { HelpAsked } from './command-line.ts';
import { CommandError } from './member/team-of-command.ts';

// The SDK's announcement of its next Node version is no result of a command.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs a command; `--help` is answered by its usage, and what its user can fix is one sentence on standard error and exit code 1. */
export const runCommand = async (command: () => Promise<void>): Promise<void> => {
  try {
    await command();
  } catch (error) {
    if (error instanceof HelpAsked) {
      say(error.message);
      return;
    }
    process.stderr.write(`${sentence(error)}\n`);
    process.exitCode = 1;
  }
};

const sentence = (error: unknown): string => {
  if (error instanceof CommandError || error instanceof SettingsError || isUsageError(error))
    return error.message;
  const fixed = error instanceof Error ? whatToFix(error) : undefined;
  if (fixed !== undefined) return fixed;
  return `This did not work (${error instanceof Error ? error.name : 'unknown error'}). Are the table name, region and credentials right?`;
};

/** What the SDK throws before or instead of the work, in words that say what to do. Its own message is shown of none. */
const whatToFix = ({ name, message }: Error): string | undefined => {
  if (message === 'Region is missing') return 'No region is set. Set AWS_REGION to the one of the stack.';
  switch (name) {
    case 'CredentialsProviderError':
      return 'There are no AWS credentials here. Sign in (aws sso login), or set AWS_PROFILE.';
    case 'ExpiredToken':
    case 'ExpiredTokenException':
    case 'TokenRefreshRequired':
      return 'The AWS credentials have expired. Sign in again.';
    case 'InvalidClientTokenId':
    case 'UnrecognizedClientException':
    case 'SignatureDoesNotMatch':
      return 'AWS does not know these credentials. Are AWS_PROFILE and AWS_REGION those of the stack?';
    case 'AccessDenied':
    case 'AccessDeniedException':
      return 'These AWS credentials may not do that. Use those of somebody who administers the stack.';
    default:
      return undefined;
  }
};

/** What `parseArgs` throws for an option without its value. */
const isUsageError = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
