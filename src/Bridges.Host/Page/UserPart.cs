using Bridges.Core;

namespace Bridges.Host.Page;

/// <summary>What users see and do.</summary>
internal sealed class UserPart(PageGate gate, UserViews user, ChatViews chats, FailureViews failures, LoginViews logins, LiveViews live) : IPagePart
{
    public void Map(RouteGroupBuilder page)
    {
        page.MapGet("/accounts", gate.Users(live.Of("accounts", user.AccountsAsync)));
        page.MapPost("/logout", gate.Users(user.LogoutAsync));
        page.MapGet("/chats", gate.Users(live.Of("chats", chats.ListAsync)));
        page.MapPost("/switch-chat", gate.Users(chats.SwitchAsync));
        page.MapPost("/older-messages", gate.Users(chats.BringOlderAsync));
        page.MapPost("/chat-rule", gate.Users(chats.SetRuleAsync));
        page.MapGet("/failures", gate.Users(live.Of("failures", failures.ListAsync)));
        page.MapPost("/failures-retry", gate.Users(failures.RetryAsync));
        page.MapPost("/failures-drop", gate.Users(failures.DropAsync));
        page.MapPost("/begin-login", gate.Users(logins.BeginAsync));
        page.MapGet("/login", gate.Users(logins.ShowAsync));
        page.MapPost("/login", gate.Users(logins.SubmitAsync));
        page.MapPost("/cancel-login", gate.Users(logins.CancelAsync));
        page.MapGet("/login-events", gate.Followers(PermissionLevel.User, logins.FollowAsync));
        page.MapGet($"/{LiveViews.Address}", gate.Followers(PermissionLevel.User, live.FollowAsync));
    }
}
