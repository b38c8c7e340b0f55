import { CfnOutput } from 'aws-cdk-lib';
import { CfnApiMapping, CfnDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { HttpApi } from './http-api.ts';

export type CustomDomainOptions = {
  readonly api: HttpApi;
  readonly host: string;
  readonly certificateArn: string;
  /** Of the output that says what the host has to point to. */
  readonly output: string;
};

/**
 * A host of one's own for an API. The address the API had before stays open beside it: links and words that people have
 * written down lead there.
 */
export class CustomDomain extends Construct {
  constructor(scope: Construct, id: string, { api, host, certificateArn, output }: CustomDomainOptions) {
    super(scope, id);
    const domain = new CfnDomainName(this, 'Domain', {
      domainName: host,
      domainNameConfigurations: [{ certificateArn, endpointType: 'REGIONAL', securityPolicy: 'TLS_1_2' }],
    });
    const mapping = new CfnApiMapping(this, 'Mapping', {
      apiId: api.apiId,
      domainName: domain.ref,
      stage: api.stage.stageName,
    });
    mapping.addResourceDependency(api.stage);
    const target = new CfnOutput(this, 'Target', {
      value: `CNAME ${host} ${domain.attrRegionalDomainName}`,
      description: `The record that makes ${host} lead here`,
    });
    target.overrideLogicalId(output);
  }
}
