using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;

namespace Bridges.Telegram.Simulator.Tests.Login;

public sealed class PasswordTests : TelegramTest
{
    [Fact]
    public async Task The_two_step_password_is_asked_and_checked()
    {
        (Alice.Password, Alice.PasswordHint) = ("correct horse", "a horse");
        var client = await StartClientAsync("alice");
        await EnterPhoneAsync(client, Alice);
        await client.CallAsync("checkAuthenticationCode", new JsonObject { ["code"] = "12345" });
        var asked = await client.AuthorizationAsync("authorizationStateWaitPassword");

        var refused = await Assert.ThrowsAsync<TdException>(
            () => client.CallAsync("checkAuthenticationPassword", new JsonObject { ["password"] = "wrong horse" }));
        await client.CallAsync("checkAuthenticationPassword", new JsonObject { ["password"] = "correct horse" });

        Assert.Equal("a horse", asked.Get("authorization_state").Text("password_hint"));
        Assert.Equal("PASSWORD_HASH_INVALID", refused.Reason);
        await client.AuthorizationAsync("authorizationStateReady");
    }
}
