using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bridges.Host.Provisioning;

/// <summary>The form in which the provisioning API talks: as bridgev2's does.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 8)]
[JsonSerializable(typeof(WhoAmIBody))]
[JsonSerializable(typeof(LoginFlowsBody))]
[JsonSerializable(typeof(LoginIdsBody))]
[JsonSerializable(typeof(LoginStepBody))]
[JsonSerializable(typeof(ContactsBody))]
[JsonSerializable(typeof(SearchResultsBody))]
[JsonSerializable(typeof(PersonBody))]
[JsonSerializable(typeof(CapabilitiesBody))]
[JsonSerializable(typeof(CreateGroupBody))]
[JsonSerializable(typeof(CreatedGroupBody))]
[JsonSerializable(typeof(ChatsBody))]
[JsonSerializable(typeof(SwitchChatBody))]
[JsonSerializable(typeof(OlderMessagesBody))]
[JsonSerializable(typeof(OlderHistoryBody))]
[JsonSerializable(typeof(ChatRuleBody))]
[JsonSerializable(typeof(FailuresBody))]
[JsonSerializable(typeof(BridgeStateBody))]
[JsonSerializable(typeof(ImportedPackBody))]
[JsonSerializable(typeof(IReadOnlyList<ListedPackBody>))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ProvisioningJson : JsonSerializerContext;
