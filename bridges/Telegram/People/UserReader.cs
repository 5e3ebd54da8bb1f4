using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;

namespace Bridges.Telegram.People;

/// <summary>Describes people, and chats that speak for themselves, as they are now.</summary>
internal sealed class UserReader(AccountSession session, PeopleShown people)
{
    public async Task<UserDetails> ReadAsync(RemoteUserId user, CancellationToken cancellationToken)
    {
        people.Add(user);
        if (RemoteIds.IsChatAsSender(user, out var chat))
        {
            return UserDescription.Of(StateReader.Chat(await session.RequestAsync(TdJson.Request("getChat", ("chat_id", chat)), cancellationToken)));
        }

        return RemoteIds.IsUser(user, out var id)
            ? UserDescription.Of(StateReader.User(await session.RequestAsync(TdJson.Request("getUser", ("user_id", id)), cancellationToken)))
            : throw BridgeException.Permanent($"“{user}” is no Telegram user.");
    }
}
