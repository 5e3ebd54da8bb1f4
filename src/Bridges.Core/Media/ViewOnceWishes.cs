using System.Globalization;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Media;

/// <summary>
/// In which chats the next file of whom is to be looked at once. It is on disk, and with the file that it was meant for once there is one: a delivery that
/// is repeated after a crash is no less fleeting, and the file after it is an ordinary one.
/// </summary>
internal sealed class ViewOnceWishes(Database database, SettingTable settings, Journal journal)
{
    private const string OfFiles = "view-once-event/";

    /// <param name="since">When it was said: a file that was on its way by then was not meant.</param>
    public async Task SetAsync(RunningAccount account, ChatKey chat, DateTimeOffset since, CancellationToken cancellationToken) =>
        await database.WriteAsync([SettingTable.Set(Key(account, chat), since.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))], cancellationToken: cancellationToken);

    public async Task TakeBackAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken) =>
        await database.WriteAsync([SettingTable.Remove(Key(account, chat))], cancellationToken: cancellationToken);

    /// <summary>
    /// A file of its author begins its way. It is the next one, whatever overtakes it from here on, and remains the one that was meant when it is tried again.
    /// </summary>
    public async Task BeginAsync(RunningAccount account, ChatKey chat, MatrixEvent file, CancellationToken cancellationToken)
    {
        if (account.Account is ISendsViewOnce && await IsMeantAsync(account, chat, file, cancellationToken))
        {
            await database.WriteAsync([SettingTable.Remove(Key(account, chat)), SettingTable.Set(Key(file.EventId), "")], cancellationToken: cancellationToken);
        }
    }

    /// <summary>The content as it is to be sent: to be looked at once, where its author has said so.</summary>
    /// <exception cref="BridgeException">It was to be, and cannot: it is not sent in another way.</exception>
    public async Task<MessageContent> MarkAsync(RunningAccount account, ChatKey chat, EventId file, MessageContent content, CancellationToken cancellationToken)
    {
        if (account.Account is not ISendsViewOnce able || content is not (AlbumContent or MediaContent) || await settings.GetAsync(Key(file), cancellationToken) is null)
        {
            return content;
        }

        return content is MediaContent media && able.ViewOnceKinds(chat).Contains(media.Kind)
            ? media with { IsViewOnce = true }
            : throw BridgeException.Permanent(
                $"This was to be looked at once, and {account.NetworkName} does not take albums or files of this kind so. Send it again as it is, or another after `view-once`.");
    }

    /// <summary>The file has gone: what is kept of its wish goes along with whatever says so.</summary>
    public static Statement Forget(EventId file) => SettingTable.Remove(Key(file));

    /// <summary>Forgets the wishes of files that ended without going.</summary>
    public async Task ForgetEndedAsync(CancellationToken cancellationToken)
    {
        foreach (var (key, _) in await settings.BeginningWithAsync(OfFiles, cancellationToken))
        {
            if (await journal.FindByEventAsync(key[OfFiles.Length..], cancellationToken) is null or { State: JournalState.Done })
            {
                await database.WriteAsync([SettingTable.Remove(key)], cancellationToken: cancellationToken);
            }
        }
    }

    private async Task<bool> IsMeantAsync(RunningAccount account, ChatKey chat, MatrixEvent file, CancellationToken cancellationToken) =>
        await settings.GetAsync(Key(account, chat), cancellationToken) is { } since
        && long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out var said)
        && file.OriginServerTs.ToUnixTimeMilliseconds() >= said;

    private static string Key(RunningAccount account, ChatKey chat) => $"{AccountSettings.ViewOnce(account.Network, account.Id)}{LaneKey.Of(account.Network, chat)}";

    private static string Key(EventId file) => $"{OfFiles}{file.Value}";
}
