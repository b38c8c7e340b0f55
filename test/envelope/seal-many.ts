import { hpkeSeal } from '../../functions/envelope/hpke-seal.ts';
import { newRingKeyPair } from '../../functions/envelope/key-pair.ts';

// A program: `node --gc-interval=101 --import tsx test/envelope/seal-many.ts SEALS`. It prints how many it made.
const seals = Number(process.argv[2]);
const plaintext = new Uint8Array(32);
for (let made = 0; made < seals; made++) {
  // A fresh pair every so often: rings are made and exported, too.
  const { publicKey } = newRingKeyPair();
  hpkeSeal(publicKey, new Uint8Array(0), plaintext);
}
process.stdout.write(`${seals}\n`);
