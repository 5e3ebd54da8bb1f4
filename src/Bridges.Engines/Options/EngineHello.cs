namespace Bridges.Engines;

/// <summary>How an engine introduces itself.</summary>
/// <param name="Protocol">Version of the protocol between host and engine.</param>
/// <param name="Name">The engine's own name.</param>
/// <param name="Version">Version of the network library inside.</param>
/// <param name="ProcessId">Id of its process.</param>
public sealed record EngineHello(int Protocol, string Name, string Version, int ProcessId);
