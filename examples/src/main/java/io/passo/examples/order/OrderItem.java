package io.passo.examples.order;

/**
 * One line of an order.
 *
 * @param sku what
 * @param quantity how many
 * @param unitPrice in cents
 */
public record OrderItem(String sku, int quantity, int unitPrice) {}
