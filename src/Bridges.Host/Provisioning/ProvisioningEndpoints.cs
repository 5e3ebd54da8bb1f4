using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Http;
using Bridges.Matrix;

namespace Bridges.Host.Provisioning;

/// <summary>
/// The provisioning API as bridgev2 has it, so that its clients work with this host. To them each network is a bridge of its own,
/// at <c>/_bridges/networks/{network}</c>; without that, <c>?network=</c> says which is meant.
/// </summary>
internal sealed class ProvisioningEndpoints(
    ProvisioningAuthentication authentication, IUserAccounts accounts, ProvisioningInformation information, ProvisioningLogins logins, ProvisioningPeople people, ProvisioningChats chats,
    StrangerLimit strangers) : IEndpointGroup
{
    private const string DocumentResource = "Bridges.Host.Provisioning.openapi.yaml";

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var prefix in new[] { ProvisioningAddresses.Api, $"{ProvisioningAddresses.Networks}/{{network}}{ProvisioningAddresses.Api}" })
        {
            var group = routes.MapGroup(prefix).WithMetadata(Caller.AskedByItself);
            MapBridge(group);
            MapChats(group);
            // What bridgev2 has beside, and what nobody has.
            group.Map("/{**path}", Answering(_ => throw new ProvisioningException(StatusCodes.Status404NotFound, MatrixErrorCodes.Unrecognized, "Unrecognized endpoint")));
            // A browser asks before it sends a token to another server than its page's.
            group.MapMethods("/{**path}", [HttpMethods.Options], context =>
            {
                AllowOtherOrigins(context);
                return Task.CompletedTask;
            });
        }

        routes.MapGet(ProvisioningAddresses.Document, WriteDocumentAsync).WithMetadata(Caller.Anybody);
    }

    /// <summary>As bridgev2 has them.</summary>
    private void MapBridge(RouteGroupBuilder group)
    {
        group.MapGet("/whoami", Answering(information.WhoAmIAsync, ProvisioningJson.Default.WhoAmIBody));
        group.MapGet("/capabilities", Answering(people.CapabilitiesAsync, ProvisioningJson.Default.CapabilitiesBody));
        group.MapGet("/login/flows", Answering(information.FlowsAsync, ProvisioningJson.Default.LoginFlowsBody));
        group.MapGet("/logins", Answering(information.LoginsAsync, ProvisioningJson.Default.LoginIdsBody));
        group.MapPost("/login/start/{flow}", Answering(logins.StartAsync, ProvisioningJson.Default.LoginStepBody));
        group.MapPost("/login/step/{login}/{step}/{type}", Answering(logins.StepAsync, ProvisioningJson.Default.LoginStepBody));
        group.MapPost("/login/cancel/{login}", Answering(logins.CancelAsync));
        group.MapPost("/logout/{login}", Answering(logins.LogoutAsync));
        group.MapGet("/contacts", Answering(people.ContactsAsync, ProvisioningJson.Default.ContactsBody));
        group.MapPost("/search_users", Answering(people.SearchAsync, ProvisioningJson.Default.SearchResultsBody));
        group.MapGet("/resolve_identifier/{identifier}", Answering(people.ResolveAsync, ProvisioningJson.Default.PersonBody));
        group.MapPost("/create_dm/{identifier}", Answering(people.OpenChatAsync, ProvisioningJson.Default.PersonBody));
        group.MapPost("/create_group/{type}", Answering(people.CreateGroupAsync, ProvisioningJson.Default.CreatedGroupBody));
        group.MapPost("/backfill/{room}", context => RunAsync(context, async call =>
        {
            if (await chats.BackfillAsync(call))
            {
                await MatrixAnswer.EmptyAsync(context);
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            }
        }));
    }

    /// <summary>What the page does, and bridgev2 has no endpoints for.</summary>
    private void MapChats(RouteGroupBuilder group)
    {
        group.MapGet("/chats", Answering(chats.ListAsync, ProvisioningJson.Default.ChatsBody));
        group.MapPost("/chats/switch", Answering(chats.SwitchAsync));
        group.MapPost("/chats/history", Answering(chats.BringOlderAsync, ProvisioningJson.Default.OlderHistoryBody));
        group.MapGet("/chat_rule", Answering(chats.RuleAsync, ProvisioningJson.Default.ChatRuleBody));
        group.MapPost("/chat_rule", Answering(chats.SetRuleAsync));
        group.MapGet("/failures", Answering(chats.FailuresAsync, ProvisioningJson.Default.FailuresBody));
        group.MapPost("/failures/{failure}/retry", Answering(chats.RetryAsync));
        group.MapPost("/failures/{failure}/drop", Answering(chats.DropAsync));
    }

    private RequestDelegate Answering(Func<ProvisioningCall, Task> answer) => context => RunAsync(context, async call =>
    {
        await answer(call);
        await MatrixAnswer.EmptyAsync(context);
    });

    private RequestDelegate Answering<T>(Func<ProvisioningCall, Task<T>> answer, JsonTypeInfo<T> type) => context => RunAsync(context, async call =>
        await MatrixAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(await answer(call), type)));

    private async Task RunAsync(HttpContext context, Func<ProvisioningCall, Task> answer)
    {
        AllowOtherOrigins(context);
        try
        {
            if (await authentication.UserAsync(context) is { } user)
            {
                strangers.Known(context);
                await AnswerAsync(new ProvisioningCall(context, user, ProvisioningCall.NetworkOf(context, accounts)), answer);
            }
        }
        catch (ProvisioningException refused)
        {
            await MatrixAnswer.ErrorAsync(context, refused.Status, refused.Code, refused.Message);
        }
        catch (NotSupportedException exception)
        {
            await MatrixAnswer.ErrorAsync(context, StatusCodes.Status501NotImplemented, MatrixErrorCodes.Unrecognized, exception.Message);
        }
        catch (MissingLoginValueException exception)
        {
            await MatrixAnswer.ErrorAsync(context, StatusCodes.Status400BadRequest, MatrixErrorCodes.BadJson, exception.Message);
        }
        catch (BridgeException exception)
        {
            var status = exception.Kind == FailureKind.Transient ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest;
            await MatrixAnswer.ErrorAsync(context, status, MatrixErrorCodes.Unknown, exception.Message);
        }
    }

    private static async Task AnswerAsync(ProvisioningCall call, Func<ProvisioningCall, Task> answer)
    {
        try
        {
            await answer(call);
        }
        catch (NoSuchAccountException exception)
        {
            throw call.Account is null
                ? new ProvisioningException(StatusCodes.Status400BadRequest, ProvisioningErrorCodes.NotLoggedIn, exception.Message)
                : new ProvisioningException(StatusCodes.Status404NotFound, MatrixErrorCodes.NotFound, "Login not found");
        }
    }

    // Nothing here goes by cookies, so a page elsewhere can do no more than with a token that it has anyway.
    private static void AllowOtherOrigins(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlAllowHeaders = "X-Requested-With, Content-Type, Authorization";
    }

    private static async Task WriteDocumentAsync(HttpContext context)
    {
        context.Response.ContentType = "application/yaml; charset=utf-8";
        await using var document = Assembly.GetExecutingAssembly().GetManifestResourceStream(DocumentResource)!;
        await document.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
