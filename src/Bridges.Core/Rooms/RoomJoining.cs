using Bridges.Core.Identity;
using Bridges.Matrix;

namespace Bridges.Core.Rooms;

/// <summary>Brings people into rooms that the bot is in.</summary>
internal static class RoomJoining
{
    /// <summary>Invites somebody; that they are there already is no error.</summary>
    public static async Task InviteIfAbsentAsync(this HomeserverClient bot, RoomId room, UserId user, CancellationToken cancellationToken)
    {
        try
        {
            await bot.InviteAsync(actingAs: null, room, user, cancellationToken);
        }
        catch (MatrixException exception) when (exception.IsNotAllowed)
        {
            // Synapse's answer for who is in the room already, and for what is truly refused.
            if (!await bot.IsThereAsync(room, user, cancellationToken))
            {
                throw;
            }
        }
    }

    /// <summary>Invites somebody who is neither in the room nor invited: a second invitation would ring again.</summary>
    public static async Task InviteOnceAsync(this HomeserverClient bot, RoomId room, UserId user, CancellationToken cancellationToken)
    {
        if (!await bot.IsThereAsync(room, user, cancellationToken))
        {
            await bot.InviteIfAbsentAsync(room, user, cancellationToken);
        }
    }

    /// <summary>Whether somebody is in the room, or invited to it.</summary>
    public static async Task<bool> IsThereAsync(this HomeserverClient bot, RoomId room, UserId user, CancellationToken cancellationToken) =>
        await bot.GetStateAsync(actingAs: null, room, EventTypes.Member, user.Value, cancellationToken) is { } member
        && member["membership"]?.ToString() is "join" or "invite";

    /// <summary>Joins somebody, who is invited first only where that is needed.</summary>
    public static Task JoinAsync(this HomeserverClient bot, RoomId room, MatrixSender who, CancellationToken cancellationToken) =>
        bot.AsMemberAsync(room, who, joining => joining.Client.JoinAsync(joining.User, room, cancellationToken), cancellationToken);

    public static async Task BringInAsync(this HomeserverClient bot, RoomId room, MatrixSender who, CancellationToken cancellationToken)
    {
        await bot.InviteIfAbsentAsync(room, who.User, cancellationToken);
        await who.Client.JoinAsync(who.User, room, cancellationToken);
    }

    /// <summary>Does something as somebody; where they turn out not to be in the room, brings them in and does it again.</summary>
    public static async Task<T> AsMemberAsync<T>(
        this HomeserverClient bot, RoomId room, MatrixSender who, Func<MatrixSender, Task<T>> action, CancellationToken cancellationToken)
    {
        if (who.IsNew)
        {
            await bot.BringInAsync(room, who, cancellationToken);
        }

        try
        {
            return await action(who);
        }
        catch (MatrixException exception) when (exception.IsNotAllowed)
        {
            await bot.BringInAsync(room, who, cancellationToken);
            return await action(who);
        }
    }
}
