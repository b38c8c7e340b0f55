import type { Settings } from '../functions/settings/schema.ts';
import { edgeRegion } from './aws/edge.ts';
import { SettingsError } from './settings.ts';

/**
 * CDK tells the app where it is about to deploy. What it does not know, a rule in the template refuses before anything is
 * made.
 * @throws {SettingsError} when CloudFront is asked for where it cannot be
 */
export const refuseOtherRegion = ({ edge }: Pick<Settings, 'edge'>, region: string | undefined): void => {
  if (!edge.cloudFront || region === undefined || region === edgeRegion) return;
  throw new SettingsError(
    `edge.cloudFront works in ${edgeRegion} only, and this deploys to ${region}: deploy there (AWS_REGION=${edgeRegion}), or leave edge.cloudFront out.`,
  );
};
