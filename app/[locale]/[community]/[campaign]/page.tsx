import { cacheLife, cacheTag } from "next/cache";
import { notFound } from "next/navigation";
import { sql } from "@/db/client";
export const ensureStatic = "navigation";
export const generateStaticParams = () => [{ community: "-", campaign: "-" }];
export default async function Page({ params }: PageProps<"/[locale]/[community]/[campaign]">) {
  "use cache";
  const p = await params;
  cacheTag(`campaign:${p.community}/${p.campaign}`);
  cacheLife("days");
  if (p.community === "-") notFound();
  const [row] = await sql`select now()::text as now`;
  return (
    <main>
      {JSON.stringify(p)} {row?.now}
    </main>
  );
}
