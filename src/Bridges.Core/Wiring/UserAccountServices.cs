using Bridges.Core.Logins;
using Bridges.Core.Provisioning;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Wiring;

/// <summary>What page and provisioning do for a user.</summary>
internal static class UserAccountServices
{
    public static IServiceCollection AddUserAccounts(this IServiceCollection services) => services
        .AddSingleton<LoginLimits>()
        .AddSingleton<LoginCourses>()
        .AddSingleton<LoginSessions>()
        .AddSingleton<ChatRooms>()
        .AddSingleton<ListedChats>()
        .AddSingleton<IUserAccounts, UserAccounts>()
        .AddSingleton<UserPeople>()
        .AddSingleton<IUserPeople>(provider => provider.GetRequiredService<UserPeople>())
        .AddSingleton<IUserStickerPacks, UserStickerPacks>()
        .AddSingleton<ChatLists>()
        .AddSingleton<ChatSwitching>()
        .AddSingleton<IUserChats, UserChats>()
        .AddSingleton<IUserFailures, UserFailures>();
}
