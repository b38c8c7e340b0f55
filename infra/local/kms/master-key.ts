import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { writeFileWhole } from '../write-file-whole.ts';

export type EncryptionContext = Readonly<Record<string, string>>;

const keyFile = z.strictObject({ keyId: z.uuid(), key: z.base64().length(44) });

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * One AES-256 key in a file of mode 0600. A ciphertext is a version byte, the nonce, the AES-256-GCM text and
 * its tag (16 bytes); the key's id and the sorted encryption context are authenticated with it.
 */
export class MasterKey {
  readonly keyId: string;
  readonly #key: Buffer;

  private constructor(keyId: string, key: Buffer) {
    this.keyId = keyId;
    this.#key = key;
  }

  /** Reads the key, or makes one when the file is missing. @throws when the file is there but unusable. */
  static async open(path: string): Promise<MasterKey> {
    const stored = await readIfThere(path);
    if (stored !== undefined) {
      const { keyId, key } = keyFile.parse(JSON.parse(stored));
      return new MasterKey(keyId, Buffer.from(key, 'base64'));
    }
    const made = new MasterKey(randomUUID(), randomBytes(32));
    const record: z.infer<typeof keyFile> = { keyId: made.keyId, key: made.#key.toString('base64') };
    await writeFileWhole(path, JSON.stringify(record));
    return made;
  }

  encrypt(plaintext: Uint8Array, context: EncryptionContext): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    cipher.setAAD(this.#authenticated(context));
    const text = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return Buffer.concat([Uint8Array.of(version), nonce, text, cipher.getAuthTag()]);
  }

  /** @returns undefined for another key, another context or changed bytes alike. */
  decrypt(ciphertext: Uint8Array, context: EncryptionContext): Buffer | undefined {
    if (ciphertext[0] !== version || ciphertext.length < 1 + nonceBytes + tagBytes) return undefined;
    const nonce = ciphertext.subarray(1, 1 + nonceBytes);
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(this.#authenticated(context));
    decipher.setAuthTag(ciphertext.subarray(-tagBytes));
    try {
      const text = ciphertext.subarray(1 + nonceBytes, -tagBytes);
      return Buffer.concat([decipher.update(text), decipher.final()]);
    } catch {
      return undefined;
    }
  }

  #authenticated(context: EncryptionContext): Buffer {
    const sorted = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
    return Buffer.from(JSON.stringify([this.keyId, sorted]));
  }
}

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};
