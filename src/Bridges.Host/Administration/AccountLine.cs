namespace Bridges.Host.Administration;

/// <summary>An account as <c>bridges accounts</c> lists it.</summary>
/// <param name="State">How its connection stands; <c>stopped</c> while the host does not run.</param>
internal sealed record AccountLine(string Network, string Account, string Name, string Owner, string State, string? Text);
