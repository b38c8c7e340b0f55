import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Gate } from '../policies/gate.ts';
import { kmsAsks } from '../policies/kms-asks.ts';
import { localArns } from '../policies/local-arns.ts';
import { Refusal } from '../refusal.ts';
import type { MasterKey } from './master-key.ts';

const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'));
const context = z.record(z.string(), z.string()).default({});
const requests = {
  Encrypt: z.object({
    KeyId: z.string(),
    Plaintext: base64.refine((bytes) => bytes.length >= 1 && bytes.length <= 4096),
    EncryptionContext: context,
  }),
  Decrypt: z.object({
    KeyId: z.string().optional(),
    CiphertextBlob: base64.refine((bytes) => bytes.length >= 1 && bytes.length <= 6144),
    EncryptionContext: context,
  }),
  GenerateDataKey: z.object({
    KeyId: z.string(),
    KeySpec: z.enum(['AES_128', 'AES_256']).optional(),
    NumberOfBytes: z.int().min(1).max(1024).optional(),
    EncryptionContext: context,
  }),
  DescribeKey: z.object({ KeyId: z.string() }),
};

const EncryptionAlgorithm = 'SYMMETRIC_DEFAULT';

/** What the service is asked for, with one key. @throws {Refusal} from every operation */
export class KmsOperations {
  readonly arn: string;
  readonly #key: MasterKey;
  readonly #gate: Gate;

  constructor(key: MasterKey, gate: Gate) {
    this.arn = localArns.key(key.keyId);
    this.#key = key;
    this.#gate = gate;
  }

  encrypt(caller: string, input: object): object {
    const { KeyId, Plaintext, EncryptionContext } = parsed(requests.Encrypt, input);
    this.#refuseUnlessAllowed(caller, 'Encrypt', EncryptionContext);
    this.#refuseOtherKey(KeyId);
    const CiphertextBlob = this.#key.encrypt(Plaintext, EncryptionContext).toString('base64');
    return { CiphertextBlob, KeyId: this.arn, EncryptionAlgorithm };
  }

  decrypt(caller: string, input: object): object {
    const { KeyId, CiphertextBlob, EncryptionContext } = parsed(requests.Decrypt, input);
    this.#refuseUnlessAllowed(caller, 'Decrypt', EncryptionContext);
    if (KeyId !== undefined) this.#refuseOtherKey(KeyId);
    const plaintext = this.#key.decrypt(CiphertextBlob, EncryptionContext);
    if (plaintext === undefined) throw new Refusal('InvalidCiphertextException', '');
    return { Plaintext: plaintext.toString('base64'), KeyId: this.arn, EncryptionAlgorithm };
  }

  generateDataKey(caller: string, input: object): object {
    const asked = parsed(requests.GenerateDataKey, input);
    this.#refuseUnlessAllowed(caller, 'GenerateDataKey', asked.EncryptionContext);
    this.#refuseOtherKey(asked.KeyId);
    if ((asked.KeySpec === undefined) === (asked.NumberOfBytes === undefined)) {
      throw new Refusal('ValidationException', 'Please specify either number of bytes or key spec.');
    }
    const plaintext = randomBytes(asked.NumberOfBytes ?? (asked.KeySpec === 'AES_128' ? 16 : 32));
    const CiphertextBlob = this.#key.encrypt(plaintext, asked.EncryptionContext).toString('base64');
    return { CiphertextBlob, Plaintext: plaintext.toString('base64'), KeyId: this.arn };
  }

  describeKey(caller: string, input: object): object {
    const { KeyId } = parsed(requests.DescribeKey, input);
    this.#refuseUnlessAllowed(caller, 'DescribeKey', {});
    this.#refuseOtherKey(KeyId);
    const KeyMetadata = {
      AWSAccountId: '000000000000',
      KeyId: this.#key.keyId,
      Arn: this.arn,
      Enabled: true,
      KeyState: 'Enabled',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyManager: 'CUSTOMER',
      KeySpec: EncryptionAlgorithm,
      Origin: 'AWS_KMS',
      MultiRegion: false,
    };
    return { KeyMetadata };
  }

  #refuseUnlessAllowed(accessKey: string, operation: string, context: Record<string, string>): void {
    const refusal = this.#gate.refusal(accessKey, kmsAsks(operation, this.arn, context));
    if (refusal !== undefined) throw new Refusal('AccessDeniedException', refusal);
  }

  #refuseOtherKey(keyId: string): void {
    if (keyId !== this.#key.keyId && keyId !== this.arn)
      throw new Refusal('NotFoundException', 'There is no such key.');
  }
}

const parsed = <T>(schema: z.ZodType<T>, input: object): T => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new Refusal('ValidationException', z.prettifyError(result.error));
};
