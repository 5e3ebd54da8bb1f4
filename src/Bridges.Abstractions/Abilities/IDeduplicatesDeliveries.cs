namespace Bridges.Abstractions;

/// <summary>
/// The network drops a delivery that it had before (by <see cref="DeliveryId"/>), so any delivery may be repeated safely.
/// Marks the account; there is nothing to call.
/// </summary>
public interface IDeduplicatesDeliveries;
