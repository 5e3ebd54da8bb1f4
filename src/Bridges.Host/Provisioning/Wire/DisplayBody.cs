namespace Bridges.Host.Provisioning;

/// <summary>What a step shows: a QR code's text, or a code to type.</summary>
internal sealed record DisplayBody(string Type, string? Data);
