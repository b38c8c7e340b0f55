import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Fixes the CloudFormation logical id of a resource that outlives every rename in this code: another id would
 * make CloudFormation put an empty resource in its place.
 */
export const pinLogicalId = (construct: IConstruct, logicalId: string): void => {
  const resource = construct.node.defaultChild;
  if (!(resource instanceof CfnResource)) throw new Error(`${construct.node.path} is no single resource.`);
  resource.overrideLogicalId(logicalId);
};
