import { awsJsonProtocol } from '../aws-json-protocol.ts';
import type { FaultPlan } from '../faults.ts';
import { serveProtocol, type Answering } from '../http-service.ts';
import type { Gate } from '../policies/gate.ts';
import { Refusal } from '../refusal.ts';
import { KmsOperations } from './kms-operations.ts';
import { MasterKey } from './master-key.ts';

export type Kms = {
  readonly url: string;
  readonly answer: Answering;
  readonly keyArn: string;
  readonly close: () => Promise<void>;
};

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
  const kms = new KmsOperations(await MasterKey.open(options.keyFile), options.gate);
  const operations = new Map<string, (caller: string, input: object) => object>([
    ['Encrypt', (caller, input) => kms.encrypt(caller, input)],
    ['Decrypt', (caller, input) => kms.decrypt(caller, input)],
    ['GenerateDataKey', (caller, input) => kms.generateDataKey(caller, input)],
    ['DescribeKey', (caller, input) => kms.describeKey(caller, input)],
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
  const { url, answer, close } = await serveProtocol(protocol, options);
  return { url, answer, keyArn: kms.arn, close };
};
