using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;

namespace Bridges.Telegram.People;

/// <summary>Blocks people, and takes that back.</summary>
internal sealed class PeopleBlocker(AccountSession session)
{
    public async Task SetAsync(RemoteUserId user, bool isBlocked, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var sender = RemoteIds.IsUser(user, out var id)
            ? TdJson.Request("messageSenderUser", ("user_id", id))
            : throw BridgeException.Permanent("This is a chat on Telegram that speaks for itself; instead of blocking it, leave it.");
        await FullInfoUnderWay.AwaitAsync(session, FullInfo.OfUser(id), cancellationToken);
        await session.RequestAsync(
            TdJson.Request("setMessageSenderBlockList", ("sender_id", sender), ("block_list", isBlocked ? TdJson.Request("blockListMain") : null)), cancellationToken);
    }
}
