namespace Bridges.Core.FromNetwork.Parts;

/// <summary>Lanes of files whose chats have gone on: one for each.</summary>
internal static class TransferLane
{
    private const string Prefix = "transfer/";

    public static string Of(string transfer) => transfer.StartsWith(Prefix, StringComparison.Ordinal) ? transfer : Prefix + transfer;

    public static bool Is(string lane) => lane.StartsWith(Prefix, StringComparison.Ordinal);
}
