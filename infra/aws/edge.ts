import { CfnOutput, CfnRule, Duration, Fn, Stack, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CacheCookieBehavior,
  CachePolicy,
  CacheHeaderBehavior,
  CacheQueryStringBehavior,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  OriginSslPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
  type BehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { passedHeaders } from '../../functions/adapters/lambda/lambda-event.ts';
import type { HttpApi } from './http-api.ts';

/** CloudFront takes certificates and web ACLs from there alone. */
export const edgeRegion = 'us-east-1';

/**
 * What the functions read of a request: no cookie, no user agent, no referrer. CloudFront passes a range on by itself,
 * and a token as part of a key only.
 */
const passesOn = passedHeaders.filter((name) => !['authorization', 'range'].includes(name));

export type EdgeOptions = {
  readonly api: HttpApi;
  readonly host: string;
  readonly certificateArn: string;
  /** From one address. */
  readonly requestsPerFiveMinutes: number;
};

/**
 * CloudFront with one rate rule before the reporters' pages. It keeps nothing: no cache, no logs, no sampled requests.
 * The API's own address stays open beside it, bounded by its throttles alone (`docs/edge.md`).
 */
export class Edge extends Construct {
  constructor(scope: Construct, id: string, options: EdgeOptions) {
    super(scope, id);
    const stack = Stack.of(this);
    new CfnRule(this, 'Region', {
      assertions: [
        {
          assert: Fn.conditionEquals(stack.region, edgeRegion),
          assertDescription: `edge.cloudFront works in ${edgeRegion} only: deploy there, or leave it out.`,
        },
      ],
    });
    const behavior = this.#behavior(
      new HttpOrigin(`${options.api.apiId}.execute-api.${stack.region}.${stack.urlSuffix}`, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        readTimeout: Duration.seconds(30),
      }),
    );
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Conductline: the reporters pages',
      domainNames: [options.host],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', options.certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableLogging: false,
      webAclId: this.#rateRule(options.requestsPerFiveMinutes).attrArn,
      defaultBehavior: { ...behavior, cachePolicy: CachePolicy.CACHING_DISABLED },
      additionalBehaviors: { '/api/*': { ...behavior, cachePolicy: this.#bearerPolicy() } },
    });
    Validations.of(distribution).acknowledge(
      { id: 'AwsSolutions-CFR1', reason: 'People report from everywhere.' },
      {
        id: 'AwsSolutions-CFR3',
        reason:
          'Access logs are off on purpose: they keep addresses and exact times of the people who report.',
      },
    );
    const target = new CfnOutput(this, 'Target', {
      value: `CNAME ${options.host} ${distribution.distributionDomainName}`,
      description: `The record that makes ${options.host} lead here`,
    });
    target.overrideLogicalId('ReporterHostRecord');
  }

  #behavior(origin: HttpOrigin): Omit<BehaviorOptions, 'cachePolicy'> {
    return {
      origin,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      // Pages that hold secrets are not compressed.
      compress: false,
      originRequestPolicy: new OriginRequestPolicy(this, 'Passes', {
        comment: 'Conductline: what the reporter function reads, and nothing else',
        headerBehavior: OriginRequestHeaderBehavior.allowList(...passesOn),
        queryStringBehavior: OriginRequestQueryStringBehavior.all(),
        cookieBehavior: OriginRequestCookieBehavior.none(),
      }),
    };
  }

  /**
   * CloudFront passes `Authorization` on only as part of a cache key. Nothing is kept under it: answers say `no-store`,
   * and a second is the shortest time a policy with a key may name.
   */
  #bearerPolicy(): CachePolicy {
    return new CachePolicy(this, 'Bearer', {
      comment: 'Conductline: hands the token on, keeps nothing',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.seconds(1),
      headerBehavior: CacheHeaderBehavior.allowList('Authorization'),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      cookieBehavior: CacheCookieBehavior.none(),
    });
  }

  #rateRule(limit: number): CfnWebACL {
    const visibility = (metricName: string) => ({
      metricName,
      cloudWatchMetricsEnabled: false,
      // A sample would keep addresses, paths and headers of visitors for hours.
      sampledRequestsEnabled: false,
    });
    return new CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('ConductlineEdge'),
      rules: [
        {
          name: 'Rate',
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { limit, aggregateKeyType: 'IP', evaluationWindowSec: 300 } },
          visibilityConfig: visibility('ConductlineRate'),
        },
      ],
    });
  }
}
