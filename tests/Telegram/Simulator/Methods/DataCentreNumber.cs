namespace Bridges.Telegram.Simulator.Methods;

internal static class DataCentreNumber
{
    private const int TestOffset = 10_000;

    /// <summary>From the transport's form: negative for media, 10000 more for the test environment.</summary>
    public static int Of(int transportValue) => Math.Abs(transportValue) % TestOffset;
}
