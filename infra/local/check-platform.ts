import { StartError } from './state-folder.ts';

/** Where the LevelDB underneath comes ready-built (classic-level 3). */
const platforms = new Set([
  'linux-x64',
  'linux-arm64',
  'linux-arm',
  'darwin-x64',
  'darwin-arm64',
  'win32-x64',
  'win32-ia32',
]);
const leastNode = [20, 19] as const;

/**
 * @param node as in `process.versions.node`.
 * @throws {StartError}
 */
export const checkPlatform = (node: string, platform: string, arch: string): void => {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  if (major < leastNode[0] || (major === leastNode[0] && minor < leastNode[1])) {
    throw new StartError(`Node ${leastNode.join('.')} or newer is needed; this is ${node}.`);
  }
  const machine = `${platform}-${arch}`;
  if (!platforms.has(machine)) {
    throw new StartError(
      `The local database does not run on ${machine}; it does on ${[...platforms].join(', ')}.`,
    );
  }
};
