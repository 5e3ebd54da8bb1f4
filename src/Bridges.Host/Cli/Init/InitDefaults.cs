namespace Bridges.Host.Cli;

/// <summary>What is taken where nothing else is said.</summary>
internal static class InitDefaults
{
    public const int Port = 29400;
    public const string HomeserverUrl = "http://127.0.0.1:8008";
    public const string Database = "sqlite:bridges.db";
    public const string BridgeUrl = "http://127.0.0.1:29400";
}
