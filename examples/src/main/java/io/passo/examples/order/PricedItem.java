package io.passo.examples.order;

/**
 * A line with its price.
 *
 * @param sku what
 * @param price of all of them, in cents
 */
public record PricedItem(String sku, int price) {}
