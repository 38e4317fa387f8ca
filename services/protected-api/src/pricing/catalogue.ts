import type { Product } from '@private-lambda/shared/pricing/answers';

/** The price list, which never leaves this service whole. Prices in minor units (cents). */
const products: readonly Product[] = [
  { sku: 'DESK-100', name: 'Standing desk', currency: 'EUR', listPrice: 49_900 },
  { sku: 'CHAIR-200', name: 'Office chair', currency: 'EUR', listPrice: 24_950 },
  { sku: 'LAMP-300', name: 'Desk lamp', currency: 'EUR', listPrice: 3_999 },
  { sku: 'CABLE-USB-C', name: 'USB-C cable, 2 m', currency: 'EUR', listPrice: 1_199 },
];

const bySku = new Map(products.map((product) => [product.sku, product]));

export function findProduct(sku: string): Product | undefined {
  return bySku.get(sku);
}
