import type { FunctionName } from '../../infra/build.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import type { TableNames } from '../../infra/local/create-tables.ts';
import { configurationSet, region, reporterConfigurationSet } from '../../infra/local/start-emulators.ts';
import { bucketVariable, mailBucketVariable } from '../../infra/bucket.ts';
import { tables } from '../../infra/tables.ts';

/** All that a function's process sees of an environment; the endpoints may be proxies of the emulators. */
export const functionEnvironment = (
  name: FunctionName,
  service: {
    readonly endpoints: Readonly<Record<'dynamoDb' | 'kms' | 'ses' | 's3', string>>;
    readonly tables: TableNames;
    readonly bucket: string;
    /** Of raw mails. */
    readonly mailBucket?: string | undefined;
    readonly keyId: string;
  },
): Record<string, string> => ({
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: accessKeys[name],
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: service.endpoints.dynamoDb,
  AWS_ENDPOINT_URL_KMS: service.endpoints.kms,
  AWS_ENDPOINT_URL_SES: service.endpoints.ses,
  AWS_ENDPOINT_URL_S3: service.endpoints.s3,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  [tables.vault.environment]: service.tables.vault,
  [tables.cases.environment]: service.tables.cases,
  [tables.team.environment]: service.tables.team,
  [bucketVariable]: service.bucket,
  ...(service.mailBucket !== undefined && { [mailBucketVariable]: service.mailBucket }),
  KEY_ID: service.keyId,
  REPORTER_URL: 'https://report.example.org/',
  TEAM_URL: 'https://team.example.org/',
  CONFIGURATION_SET: configurationSet,
  REPORTER_CONFIGURATION_SET: reporterConfigurationSet,
});
