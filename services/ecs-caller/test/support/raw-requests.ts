import { ITEM_ID } from '../../../../shared/test/support/items/item-routes.ts';
import { RawConnection } from '../../../../shared/test/support/raw-connection.ts';

/** Requests to the item routes, byte for byte. */
export const HEALTH = 'GET /health HTTP/1.1\r\nHost: a\r\n\r\n';
export const GET_ITEM = `GET /items/${ITEM_ID} HTTP/1.1\r\nHost: a\r\n\r\n`;
/** Asks for an answer of so many bytes, which no protected API gives. */
export const blanks = (count: number) => `GET /blanks/${count} HTTP/1.1\r\nHost: a\r\n\r\n`;

/** @param more header lines, each with its end */
export const postHead = (length: number, more = '') =>
  `POST /items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${more}\r\n`;

/** Sends the bytes on a connection of their own. */
export async function sendTo(port: number, bytes: string | Uint8Array): Promise<RawConnection> {
  const connection = await RawConnection.open(port);
  connection.send(bytes);
  return connection;
}
