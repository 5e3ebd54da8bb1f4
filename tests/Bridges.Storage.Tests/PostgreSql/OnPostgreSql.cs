using Bridges.Storage.Tests.Beds;
using Bridges.Storage.Tests.Compliance;

namespace Bridges.Storage.Tests.PostgreSql;

/// <summary>The compliance suite on PostgreSql.</summary>
public static class OnPostgreSql
{
    public sealed class JournalAppends() : JournalAppendCompliance(new PostgreSqlBed());

    public sealed class JournalFates() : JournalFateCompliance(new PostgreSqlBed());

    public sealed class DeadLetters() : DeadLetterCompliance(new PostgreSqlBed());

    public sealed class Messages() : MessageCompliance(new PostgreSqlBed());

    public sealed class Migrations() : MigrationCompliance(new PostgreSqlBed(), "postgresql");

    public sealed class Portals() : PortalCompliance(new PostgreSqlBed());

    public sealed class Accounts() : AccountCompliance(new PostgreSqlBed());

    public sealed class Ghosts() : GhostCompliance(new PostgreSqlBed());

    public sealed class HeldEvents() : HeldEventCompliance(new PostgreSqlBed());

    public sealed class Cargo() : CargoCompliance(new PostgreSqlBed());

    public sealed class GroupCommits() : GroupCommitCompliance(new PostgreSqlBed());

    public sealed class LaneOrders() : LaneOrderCompliance(new PostgreSqlBed());

    public sealed class Crashes() : CrashCompliance(new PostgreSqlBed());

    public sealed class Openings() : OpeningCompliance(new PostgreSqlBed());

    public sealed class FullDisks() : FullDiskCompliance(new PostgreSqlBed());

    public sealed class Payloads() : PayloadCompliance(new PostgreSqlBed());
}
