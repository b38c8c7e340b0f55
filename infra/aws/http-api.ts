import { Stack, Validations } from 'aws-cdk-lib';
import { CfnApi, CfnIntegration, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export type HttpApiOptions = {
  readonly name: string;
  readonly lambda: IFunction;
  /** Requests per second and at once, for everybody together: a bound on the bill, not on one visitor. */
  readonly throttle: { readonly perSecond: number; readonly burst: number };
  /** Why requests come in without a gateway's authorizer. */
  readonly openBecause: string;
};

/** One HTTP API that hands every path and method to one function. No CORS: pages and API share an origin. */
export class HttpApi extends Construct {
  /** `https://…`, without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, options: HttpApiOptions) {
    super(scope, id);
    const api = new CfnApi(this, 'Api', { name: options.name, protocolType: 'HTTP' });
    const integration = new CfnIntegration(this, 'Integration', {
      apiId: api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: options.lambda.functionArn,
      payloadFormatVersion: '2.0',
    });
    const route = new CfnRoute(this, 'Route', {
      apiId: api.ref,
      routeKey: '$default',
      target: `integrations/${integration.ref}`,
    });
    const stage = new CfnStage(this, 'Stage', {
      apiId: api.ref,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingRateLimit: options.throttle.perSecond,
        throttlingBurstLimit: options.throttle.burst,
        detailedMetricsEnabled: false,
      },
    });
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: options.lambda.functionArn,
      principal: new ServicePrincipal('apigateway.amazonaws.com').service,
      sourceArn: Stack.of(this).formatArn({
        service: 'execute-api',
        resource: api.ref,
        resourceName: '*/$default',
      }),
    });
    Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: options.openBecause });
    Validations.of(stage).acknowledge({
      id: 'AwsSolutions-APIG1',
      reason: 'Access logs are off on purpose: they keep addresses and exact times of the people who report.',
    });
    this.url = api.attrApiEndpoint;
  }
}
