/**
 * SES puts a mail of its own under a rule's prefix when the rule is made, to try whether it may. Nobody wrote it
 * (SES developer guide, "Deliver to S3 bucket action").
 */
export const isSetupNotice = (key: string): boolean => /(?:^|\/)AMAZON_SES_SETUP_NOTIFICATION$/.test(key);
