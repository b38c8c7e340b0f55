/** Started by a test, to be killed: serves the folder given as argument and prints its address. */
import { startDynamoDb } from '../../../infra/local/dynamodb/start-dynamodb.ts';
import { openToEverybody } from '../../../infra/local/policies/gate.ts';

const path = process.argv[2];
if (path === undefined) throw new Error('the folder is missing');
const { url } = await startDynamoDb({ gate: openToEverybody, path });
process.stdout.write(`${url}\n`);
