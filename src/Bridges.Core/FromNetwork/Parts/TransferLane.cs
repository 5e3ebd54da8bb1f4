using Bridges.Core.Lanes;

namespace Bridges.Core.FromNetwork.Parts;

/// <summary>Lanes of files whose chats have gone on: one for each.</summary>
internal static class TransferLane
{
    public static string Of(string transfer) => LaneKey.IsTransfer(transfer) ? transfer : LaneKey.Transfer + transfer;
}
