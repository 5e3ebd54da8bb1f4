using Bridges.Abstractions;

namespace Bridges.Core.Tests.Bed;

/// <summary>An account on a network that drops a delivery which it had before.</summary>
internal sealed class DeduplicatingAccount(IAccount inner) : PlainAccount(inner), IDeduplicatesDeliveries;
