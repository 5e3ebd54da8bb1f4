using Bridges.Core.Commands;
using Bridges.Core.Commands.Groups;
using Bridges.Core.Commands.Login;
using Bridges.Core.Commands.Stickers;
using Bridges.Core.Groups;
using Bridges.Core.Management;
using Bridges.Core.Media;
using Bridges.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Wiring;

/// <summary>What can be said to the bot.</summary>
internal static class CommandServices
{
    public static IServiceCollection AddCommands(this IServiceCollection services) => services
        .AddSingleton<CommandDispatcher>()
        .AddSingleton<CommandRuns>()
        .AddSingleton<BegunCommands>()
        .AddSingleton<AccountChoice>()
        .AddSingleton<LoginDisplays>()
        .AddSingleton<LoginRooms>()
        .AddSingleton<LoginConversations>()
        .AddSingleton<SyncReports>()
        .AddSingleton<QrPictures>()
        .AddSingleton<LoginSecrets>()
        .AddSingleton<NetworkCommands>()
        .AddSingleton<RoomLinks>()
        .AddSingleton<DeadLetters>()
        .AddSingleton<ICommand, HelpCommand>()
        .AddSingleton<ICommand, LoginCommand>()
        .AddSingleton<ICommand, CancelCommand>()
        .AddSingleton<ICommand, ListLoginsCommand>()
        .AddSingleton<ICommand, LogoutCommand>()
        .AddSingleton<ICommand, StartChatCommand>()
        .AddSingleton<ICommand, SearchCommand>()
        .AddSingleton<ICommand, JoinCommand>()
        .AddSingleton<ICommand, LeaveCommand>()
        .AddSingleton<ICommand, DeleteChatCommand>()
        .AddSingleton<ICommand, AcceptCommand>()
        .AddSingleton<ICommand, RefuseCommand>()
        .AddSingleton<NamedPeople>()
        .AddSingleton<ICommand, CreateGroupCommand>()
        .AddSingleton<ICommand, RenameCommand>()
        .AddSingleton<ICommand, TopicCommand>()
        .AddMemberCommands()
        .AddSingleton<ICommand, InviteLinkCommand>()
        .AddSingleton<ICommand, BlockCommand>()
        .AddSingleton<ICommand, UnblockCommand>()
        .AddSingleton<ICommand, MuteCommand>()
        .AddSingleton<ICommand, ArchiveCommand>()
        .AddSingleton<ICommand, FavouriteCommand>()
        .AddSingleton<ICommand, UnreadCommand>()
        .AddSingleton<ICommand, PlayedCommand>()
        .AddSingleton<ICommand, ViewOnceCommand>()
        .AddSingleton<ICommand, TimerCommand>()
        .AddSingleton<ICommand, ChatsCommand>()
        .AddSingleton<ICommand, BridgeCommand>()
        .AddSingleton<ICommand, UnbridgeCommand>()
        .AddSingleton<ICommand, SyncCommand>()
        .AddSingleton<ICommand, HistoryCommand>()
        .AddSingleton<StickerRooms>()
        .AddSingleton<StickerImports>()
        .AddSingleton<ICommand, ImportStickersCommand>()
        .AddSingleton<StandingReport>()
        .AddSingleton<MessageFates>()
        .AddSingleton<ICommand, StatusCommand>()
        .AddSingleton<ICommand, RetryCommand>()
        .AddSingleton<ICommand, DeadLettersCommand>()
        .AddPageCommand();

    private static IServiceCollection AddMemberCommands(this IServiceCollection services)
    {
        foreach (var deed in MemberDeed.All)
        {
            services.AddSingleton<ICommand>(provider => ActivatorUtilities.CreateInstance<MemberCommand>(provider, deed));
        }

        return services;
    }

    /// <summary>Where the host has added a page before.</summary>
    private static IServiceCollection AddPageCommand(this IServiceCollection services) =>
        services.Any(service => service.ServiceType == typeof(IPageLinks)) ? services.AddSingleton<ICommand, PageCommand>() : services;
}
