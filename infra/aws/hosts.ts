import { Construct } from 'constructs';
import type { Settings } from '../../functions/settings/schema.ts';
import { CustomDomain } from './custom-domain.ts';
import { Edge } from './edge.ts';
import type { HttpApi } from './http-api.ts';

export type HostSettings = Pick<Settings, 'reporterHost' | 'teamHost' | 'certificateArn' | 'edge'>;

/** Where the pages are said to be: the host of the settings, else the API's own address. */
export const addressOf = (host: string | undefined, api: HttpApi): string =>
  host === undefined ? api.url : `https://${host}`;

/** The hosts of the settings, each before its API. Without a certificate there are none: somebody else serves them. */
export class Hosts extends Construct {
  constructor(
    scope: Construct,
    id: string,
    options: { readonly settings: HostSettings; readonly reporterApi: HttpApi; readonly teamApi: HttpApi },
  ) {
    super(scope, id);
    const { reporterApi, teamApi } = options;
    const { reporterHost, teamHost, certificateArn, edge } = options.settings;
    if (certificateArn === undefined) return;
    if (reporterHost !== undefined && edge.cloudFront) {
      const { requestsPerFiveMinutes } = edge;
      new Edge(this, 'Edge', {
        api: reporterApi,
        host: reporterHost,
        certificateArn,
        requestsPerFiveMinutes,
      });
    } else if (reporterHost !== undefined) {
      new CustomDomain(this, 'Reporter', {
        api: reporterApi,
        host: reporterHost,
        certificateArn,
        output: 'ReporterHostRecord',
      });
    }
    if (teamHost !== undefined) {
      new CustomDomain(this, 'Team', {
        api: teamApi,
        host: teamHost,
        certificateArn,
        output: 'TeamHostRecord',
      });
    }
  }
}
