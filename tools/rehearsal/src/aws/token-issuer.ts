import { generateKeyPairSync, sign } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { Aws } from '@private-lambda/aws/clients';

const KEY = '.well-known/jwks.json';
const KEY_ID = 'rehearsal';
/** Seconds that a token is good for. */
const LIFETIME = 3_600;

/** Somebody whose tokens a JWT authorizer of the emulator takes. */
export class TokenIssuer {
  readonly issuer: string;
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #s3: Aws['s3'];
  readonly #bucket: string;

  /**
   * The emulator asks itself for the keys of an issuer that looks like Cognito, at `/<name>/.well-known/jwks.json`; where
   * it knows no user pool of that name, a bucket answers.
   */
  constructor({ s3 }: Pick<Aws, 's3'>, region: string, name: string) {
    this.issuer = `https://cognito-idp.${region}.amazonaws.com/${name}`;
    this.#s3 = s3;
    this.#bucket = name;
  }

  async publishKeys(): Promise<void> {
    const key = this.#keys.publicKey.export({ format: 'jwk' });
    const Body = JSON.stringify({ keys: [{ ...key, kid: KEY_ID, alg: 'RS256', use: 'sig' }] });
    await this.#s3.send(new CreateBucketCommand({ Bucket: this.#bucket }));
    await this.#s3.send(new PutObjectCommand({ Bucket: this.#bucket, Key: KEY, Body }));
  }

  async removeKeys(): Promise<void> {
    await this.#s3.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: KEY }));
    await this.#s3.send(new DeleteBucketCommand({ Bucket: this.#bucket }));
  }

  /** @param claims beside the issuer and the times */
  sign(claims: Readonly<Record<string, unknown>>): string {
    const now = Math.floor(Date.now() / 1_000);
    const signed = [
      { alg: 'RS256', typ: 'JWT', kid: KEY_ID },
      { iss: this.issuer, iat: now, exp: now + LIFETIME, ...claims },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = sign('sha256', Buffer.from(signed), this.#keys.privateKey);
    return `${signed}.${signature.toString('base64url')}`;
  }
}
