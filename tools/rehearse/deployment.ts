import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { functionNames, type FunctionName } from '../../infra/build.ts';
import type { Rehearsed } from './moto.ts';
import { runTool } from './run-tool.ts';
import { outputsOf, templateShape, withStandIns, type ReadTemplate } from './stand-ins.ts';

export const stackName = 'Conductline';

export type DeployedFunction = {
  /** The bundle in the asset that was uploaded. */
  readonly bundle: string;
  /** As the stack gave it to the function. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
};

export type Deployment = {
  /** As CDK wrote it, nothing replaced. */
  readonly template: ReadTemplate;
  readonly templateFile: string;
  readonly functions: Readonly<Record<FunctionName, DeployedFunction>>;
  /** What CloudFormation shows as the outputs of the stack; moto leaves them out. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly remove: () => Promise<void>;
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const cdkScript = fileURLToPath(new URL('../../node_modules/aws-cdk/bin/cdk', import.meta.url));

const lambdaProperties = z.looseObject({ Description: z.string(), Timeout: z.number() });
const assetPath = z.looseObject({ 'aws:asset:path': z.string() });

/** `cdk synth`, `bootstrap` and `deploy`, with these settings, against what only behaves like AWS. */
export const deploy = async (aws: Rehearsed, settingsFile: string): Promise<Deployment> => {
  const folder = await mkdtemp(join(tmpdir(), 'conductline-rehearsal-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const assembly = join(folder, 'assembly');
  const cdk = async (...args: readonly string[]): Promise<void> => {
    const environment = { ...aws.environment, CDK_DISABLE_CLI_TELEMETRY: '1', NODE_NO_WARNINGS: '1' };
    const end = await runTool(process.execPath, [cdkScript, ...args], {
      environment,
      folder: root,
      seconds: 120,
    });
    if (end.code !== 0) throw new Error(`cdk ${args[0] ?? ''} has failed:\n${end.printed}`);
  };
  try {
    await cdk('synth', '--quiet', '-c', `settings=${settingsFile}`, '--output', assembly);
    const templateFile = join(folder, 'template.json');
    const synthesized = join(assembly, `${stackName}.template.json`);
    const text = await readFile(synthesized, 'utf8');
    await writeFile(templateFile, text);
    const json: unknown = JSON.parse(text);
    await writeFile(synthesized, JSON.stringify(withStandIns(json)));
    await cdk('bootstrap', '--app', assembly);
    await cdk('deploy', '--app', assembly, '--require-approval', 'never');
    const template = templateShape.parse(json);
    return {
      template,
      templateFile,
      ...(await deployed(aws, template, assembly)),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
};

const deployed = async (
  aws: Rehearsed,
  template: ReadTemplate,
  assembly: string,
): Promise<Pick<Deployment, 'functions' | 'outputs'>> => {
  const { Resources } = template;
  const options = { endpoint: aws.endpoint, region: 'us-east-1', credentials };
  const stacks = new CloudFormationClient(options);
  const lambda = new LambdaClient(options);
  try {
    const { StackResources = [] } = await stacks.send(
      new DescribeStackResourcesCommand({ StackName: stackName }),
    );
    const physicalIds = new Map(
      StackResources.map(({ LogicalResourceId, PhysicalResourceId }) => [
        LogicalResourceId,
        PhysicalResourceId,
      ]),
    );
    const functionOf = async (name: FunctionName): Promise<DeployedFunction> => {
      const [id, resource] = lambdaOf(Resources, name);
      const { Timeout } = lambdaProperties.parse(resource.Properties);
      const asset = assetPath.parse(resource.Metadata)['aws:asset:path'];
      const { Environment } = await lambda.send(
        new GetFunctionConfigurationCommand({ FunctionName: physicalIds.get(id) ?? id }),
      );
      return {
        bundle: join(assembly, asset, 'index.mjs'),
        environment: Environment?.Variables ?? {},
        timeoutSeconds: Timeout,
      };
    };
    const [reporter, team, scheduled, mail] = await Promise.all([
      functionOf('reporter'),
      functionOf('team'),
      functionOf('scheduled'),
      functionOf('mail'),
    ]);
    const outputs = outputsOf(template, (id) => physicalIds.get(id) ?? id);
    return { functions: { reporter, team, scheduled, mail }, outputs };
  } finally {
    stacks.destroy();
    lambda.destroy();
  }
};

const credentials = { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' };

const lambdaOf = (resources: ReadTemplate['Resources'], name: FunctionName) => {
  const found = Object.entries(resources).find(
    ([, { Type, Properties }]) =>
      Type === 'AWS::Lambda::Function' && Properties.Description === `Conductline ${name}`,
  );
  if (!found) throw new Error(`The template has no function for ${name}, of ${functionNames.join(', ')}.`);
  return found;
};
