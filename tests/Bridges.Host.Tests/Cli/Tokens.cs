namespace Bridges.Host.Tests.Cli;

/// <summary>The tokens of test configurations.</summary>
internal static class Tokens
{
    public const string As = "as-token-for-tests-1234";
    public const string Hs = "hs-token-for-tests-1234";
    public const string DoublePuppet = "dp-token-for-tests-1234";
}
