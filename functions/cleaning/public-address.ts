/** Every address that is kept is judged here, whatever the family of its file. */

const schemes = ['http:', 'https:'];
const longestAddress = 16_384;

/** Hosts that lead to what one person or one organisation stores, and not to something published. */
const personalHosts = [
  /(^|\.)docs\.live\.net$/,
  /(^|\.)onedrive\.live\.com$/,
  /(^|\.)1drv\.ms$/,
  /-my\.sharepoint\.[a-z.]+$/,
];
/** Names that only a network of one's own resolves (RFC 6761, RFC 6762, RFC 8375 and what routers use). */
const privateSuffix =
  /(^|\.)(localhost|local|lan|home|internal|intranet|corp|private|domain|home\.arpa|test)$/;
const personalPath = /\/(personal|users|~[^/]*|my|webdav|remote\.php)(\/|$)/i;

/**
 * Whether this is the address of something public, or of a place in the same document: `http` and `https` on a host
 * with a public name, without user and password; `mailto:`; `#place`. Everything else may tell whose disk, account or
 * network a file comes from.
 */
export const isPublicAddress = (address: string): boolean => {
  if (address.length > longestAddress) return false;
  const trimmed = address.trim();
  if (trimmed.startsWith('#')) return !isPrivatePath(trimmed.slice(1));
  if (/^mailto:/i.test(trimmed)) return true;
  if (!/^https?:\/\//i.test(trimmed)) return false;
  const url = parsed(trimmed);
  if (!url || !schemes.includes(url.protocol) || url.username !== '' || url.password !== '') return false;
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  if (!/^[^[\]]+\.[a-z][a-z0-9-]+$/.test(host) || privateSuffix.test(host)) return false;
  if (personalHosts.some((pattern) => pattern.test(host))) return false;
  return !personalPath.test(decoded(url.pathname));
};

const parsed = (address: string): URL | undefined => {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/**
 * Whether a text that need not be an address at all is a path on a disk or file server, or an address that is not
 * public. A word, a sentence or a number is not.
 */
export const isPrivatePath = (value: string): boolean => {
  if (value.length > longestAddress) return false;
  const text = decoded(value).trim();
  if (/^(file|smb|cifs|afp|nfs|sftp|ftps?|webdavs?|davs?|ssh|vnd\.sun\.star\.\w+|ms-\w+):\S/i.test(text))
    return true;
  if (/^content:\/\//i.test(text)) return true;
  // As shells of Windows name a folder, and as a Mac of old writes the way to a file.
  if (/^%\w{1,32}%[\\/]/.test(text) || /^[^:/\\]{1,64}:(Users|Desktop Folder|Documents):/i.test(text))
    return true;
  if (/^\/[A-Za-z]\/(Users|Documents)/i.test(text)) return true;
  if (/^\/?[A-Za-z][:|][\\/]/.test(text) || text.startsWith('\\\\') || /^\/\/[^/]+\//.test(text)) return true;
  if (/^(\.\.?|~[^/\\]*)[\\/]/.test(text)) return true;
  if (
    /^\/(home|Users|root|mnt|media|Volumes|tmp|var|private|run|net|export|srv|opt|afs|cygdrive|data|storage|sdcard)\//i.test(
      text,
    )
  )
    return true;
  return /^https?:/i.test(text) && !isPublicAddress(text);
};
