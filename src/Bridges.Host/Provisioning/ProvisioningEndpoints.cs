using System.Reflection;
using System.Text.Json;
using Bridges.Host.Http;
using Bridges.Matrix;

namespace Bridges.Host.Provisioning;

/// <summary>
/// The provisioning API as bridgev2 has it, so that its clients work with this host. To them each network is a bridge of its own,
/// at <c>/_bridges/networks/{network}</c>; without that, <c>?network=</c> says which is meant.
/// </summary>
internal sealed class ProvisioningEndpoints(
    ProvisioningAnswers answers, ProvisioningInformation information, ProvisioningLogins logins, ProvisioningPeople people, ProvisioningChats chats, ProvisioningStickers stickers)
    : IEndpointGroup
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
            group.Map("/{**path}", context => answers.RunAsync(context, _ => throw (OtherMethods.Know(context)
                ? new ProvisioningException(StatusCodes.Status405MethodNotAllowed, MatrixErrorCodes.Unrecognized, "Invalid method for endpoint")
                : new ProvisioningException(StatusCodes.Status404NotFound, MatrixErrorCodes.Unrecognized, "Unrecognized endpoint"))));
            // A browser asks before it sends a token to another server than its page's.
            group.MapMethods("/{**path}", [HttpMethods.Options], context =>
            {
                ProvisioningAnswers.AllowOtherOrigins(context);
                return Task.CompletedTask;
            });
        }

        routes.MapGet(ProvisioningAddresses.Document, WriteDocumentAsync).WithMetadata(Caller.Anybody);
    }

    /// <summary>As bridgev2 has them.</summary>
    private void MapBridge(RouteGroupBuilder group)
    {
        group.MapGet("/whoami", answers.Of(information.WhoAmIAsync, ProvisioningJson.Default.WhoAmIBody));
        group.MapGet("/capabilities", answers.Of(people.CapabilitiesAsync, ProvisioningJson.Default.CapabilitiesBody));
        group.MapGet("/login/flows", answers.Of(information.FlowsAsync, ProvisioningJson.Default.LoginFlowsBody));
        group.MapGet("/logins", answers.Of(information.LoginsAsync, ProvisioningJson.Default.LoginIdsBody));
        group.MapPost("/login/start/{flow}", answers.Of(logins.StartAsync, ProvisioningJson.Default.LoginStepBody));
        group.MapPost("/login/step/{login}/{step}/{type}", answers.Of(logins.StepAsync, ProvisioningJson.Default.LoginStepBody));
        group.MapPost("/login/cancel/{login}", answers.Of(logins.CancelAsync));
        group.MapPost("/logout/{login}", answers.Of(logins.LogoutAsync));
        group.MapGet("/contacts", answers.Of(people.ContactsAsync, ProvisioningJson.Default.ContactsBody));
        group.MapPost("/search_users", answers.Of(people.SearchAsync, ProvisioningJson.Default.SearchResultsBody));
        group.MapGet("/resolve_identifier/{identifier}", answers.Of(people.ResolveAsync, ProvisioningJson.Default.PersonBody));
        group.MapPost("/create_dm/{identifier}", context => answers.RunAsync(context, async call =>
        {
            var (body, isNew) = await people.OpenChatAsync(call);
            await MatrixAnswer.WriteAsync(context, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(body, ProvisioningJson.Default.PersonBody));
        }));
        group.MapPost("/create_group/{type}", answers.Of(people.CreateGroupAsync, ProvisioningJson.Default.CreatedGroupBody));
        group.MapGet("/image_pack/list", answers.Of(stickers.ListAsync, ProvisioningJson.Default.IReadOnlyListListedPackBody));
        group.MapGet("/image_pack/import", answers.Of(stickers.ReadAsync, ProvisioningJson.Default.JsonElement));
        group.MapPost("/image_pack/import", answers.Of(stickers.ImportAsync, ProvisioningJson.Default.ImportedPackBody));
        group.MapPost("/backfill/{room}", context => answers.RunAsync(context, async call =>
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
        group.MapGet("/chats", answers.Of(chats.ListAsync, ProvisioningJson.Default.ChatsBody));
        group.MapPost("/chats/switch", answers.Of(chats.SwitchAsync));
        group.MapPost("/chats/history", answers.Of(chats.BringOlderAsync, ProvisioningJson.Default.OlderHistoryBody));
        group.MapGet("/chat_rule", answers.Of(chats.RuleAsync, ProvisioningJson.Default.ChatRuleBody));
        group.MapPost("/chat_rule", answers.Of(chats.SetRuleAsync));
        group.MapGet("/failures", answers.Of(chats.FailuresAsync, ProvisioningJson.Default.FailuresBody));
        group.MapPost("/failures/{failure}/retry", answers.Of(chats.RetryAsync));
        group.MapPost("/failures/{failure}/drop", answers.Of(chats.DropAsync));
    }

    private static async Task WriteDocumentAsync(HttpContext context)
    {
        context.Response.ContentType = "application/yaml; charset=utf-8";
        await using var document = Assembly.GetExecutingAssembly().GetManifestResourceStream(DocumentResource)!;
        await document.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
