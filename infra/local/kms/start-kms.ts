import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { awsJsonProtocol } from '../aws-json-protocol.ts';
import type { FaultPlan } from '../faults.ts';
import { serveProtocol } from '../http-service.ts';
import type { Gate } from '../policies/gate.ts';
import { kmsAsks } from '../policies/kms-asks.ts';
import { localArns } from '../policies/local-arns.ts';
import { Refusal } from '../refusal.ts';
import { MasterKey } from './master-key.ts';

export type Kms = { readonly url: string; readonly keyArn: string; readonly close: () => Promise<void> };

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

/**
 * A KMS with one symmetric key on 127.0.0.1. Signatures are not checked; the access key id says who calls.
 * @throws {PortTakenError}; also when the key file is there but unusable.
 */
export const startKms = async (options: {
  /** Made with mode 0600 when missing. */
  readonly keyFile: string;
  readonly gate: Gate;
  readonly port?: number;
  readonly faults?: FaultPlan;
}): Promise<Kms> => {
  const key = await MasterKey.open(options.keyFile);
  const arn = localArns.key(key.keyId);

  const refuseUnlessAllowed = (
    accessKey: string,
    operation: string,
    context: Record<string, string>,
  ): void => {
    const refusal = options.gate.refusal(accessKey, kmsAsks(operation, arn, context));
    if (refusal !== undefined) throw new Refusal('AccessDeniedException', refusal);
  };
  const refuseOtherKey = (keyId: string): void => {
    if (keyId !== key.keyId && keyId !== arn) throw new Refusal('NotFoundException', 'There is no such key.');
  };

  const encrypt = (caller: string, input: object): object => {
    const { KeyId, Plaintext, EncryptionContext } = parsed(requests.Encrypt, input);
    refuseUnlessAllowed(caller, 'Encrypt', EncryptionContext);
    refuseOtherKey(KeyId);
    const CiphertextBlob = key.encrypt(Plaintext, EncryptionContext).toString('base64');
    return { CiphertextBlob, KeyId: arn, EncryptionAlgorithm };
  };

  const decrypt = (caller: string, input: object): object => {
    const { KeyId, CiphertextBlob, EncryptionContext } = parsed(requests.Decrypt, input);
    refuseUnlessAllowed(caller, 'Decrypt', EncryptionContext);
    if (KeyId !== undefined) refuseOtherKey(KeyId);
    const plaintext = key.decrypt(CiphertextBlob, EncryptionContext);
    if (plaintext === undefined) throw new Refusal('InvalidCiphertextException', '');
    return { Plaintext: plaintext.toString('base64'), KeyId: arn, EncryptionAlgorithm };
  };

  const generateDataKey = (caller: string, input: object): object => {
    const asked = parsed(requests.GenerateDataKey, input);
    refuseUnlessAllowed(caller, 'GenerateDataKey', asked.EncryptionContext);
    refuseOtherKey(asked.KeyId);
    if ((asked.KeySpec === undefined) === (asked.NumberOfBytes === undefined)) {
      throw new Refusal('ValidationException', 'Please specify either number of bytes or key spec.');
    }
    const plaintext = randomBytes(asked.NumberOfBytes ?? (asked.KeySpec === 'AES_128' ? 16 : 32));
    const CiphertextBlob = key.encrypt(plaintext, asked.EncryptionContext).toString('base64');
    return { CiphertextBlob, Plaintext: plaintext.toString('base64'), KeyId: arn };
  };

  const describeKey = (caller: string, input: object): object => {
    const { KeyId } = parsed(requests.DescribeKey, input);
    refuseUnlessAllowed(caller, 'DescribeKey', {});
    refuseOtherKey(KeyId);
    const KeyMetadata = {
      AWSAccountId: '000000000000',
      KeyId: key.keyId,
      Arn: arn,
      Enabled: true,
      KeyState: 'Enabled',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyManager: 'CUSTOMER',
      KeySpec: EncryptionAlgorithm,
      Origin: 'AWS_KMS',
      MultiRegion: false,
    };
    return { KeyMetadata };
  };

  const operations = new Map([
    ['Encrypt', encrypt],
    ['Decrypt', decrypt],
    ['GenerateDataKey', generateDataKey],
    ['DescribeKey', describeKey],
  ]);
  const protocol = awsJsonProtocol({
    version: '1.1',
    target: 'TrentService',
    perform: async ({ operation, input, accessKey }) => {
      const perform = operations.get(operation);
      if (perform === undefined) throw new Refusal('UnknownOperationException', operation);
      return Promise.resolve(perform(accessKey, input));
    },
  });
  const { url, close } = await serveProtocol(protocol, options);
  return { url, keyArn: arn, close };
};

const parsed = <T>(schema: z.ZodType<T>, input: object): T => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new Refusal('ValidationException', z.prettifyError(result.error));
};
